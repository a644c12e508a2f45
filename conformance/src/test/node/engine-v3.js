import { echo } from "./echo.js";
import { serve } from "./serve.js";

serve((http) => echo(http, { allowEIO3: true }));
