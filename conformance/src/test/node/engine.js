import { echo } from "./echo.js";
import { serve } from "./serve.js";

serve((http, parser, times) => echo(http, {}, times));
