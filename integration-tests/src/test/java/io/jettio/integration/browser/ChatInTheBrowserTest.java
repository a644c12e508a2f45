package io.jettio.integration.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.jettio.examples.chat.ChatServer;
import io.jettio.integration.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chat example as people use it: the official browser client in Chromium against the server in this process. */
class ChatInTheBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Chromium chromium;
    private static Browser browser;

    private final List<ChatPage> pages = new ArrayList<>();
    private ChatServer server;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
        browser = chromium.browser();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        server = new ChatServer("127.0.0.1", Ports.unused()); // where it is to be found again
        server.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        List<String> scriptErrors =
                pages.stream().flatMap(page -> page.scriptErrors().stream()).toList();
        pages.forEach(ChatPage::close);
        server.stop();
        assertThat(scriptErrors).isEmpty();
    }

    @Test
    void twoPeopleTalkInARoomAndSeeEachOtherOnline() {
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = desktop().enter("Grace");

        assertThat(ada.people()).hasText(new String[] {"Ada", "Grace"});
        assertThat(grace.people()).hasText(new String[] {"Ada", "Grace"});
        ada.say("Hello, Grace");
        grace.say("Hello, Ada");
        for (ChatPage page : List.of(ada, grace)) {
            assertThat(page.messages())
                    .hasText(
                            new Pattern[] {Pattern.compile("Ada.*Hello, Grace"), Pattern.compile("Grace.*Hello, Ada")});
        }

        grace.close();
        pages.remove(grace);
        assertThat(ada.people()).hasText(new String[] {"Ada"});
    }

    @Test
    void connectionEndsUpOnWebSocket() {
        ChatPage ada = desktop().enter("Ada");
        ada.page().waitForFunction("socket.io.engine.transport.name === 'websocket'");
        ada.say("Over WebSocket");
        assertThat(ada.message("Over WebSocket")).isVisible();
    }

    @Test
    void textIsShownAsTextWhateverItLooksLike() {
        String markup = "<img src=x onerror=\"throw 1\"><b>bold</b> & \"quotes\"";
        ChatPage ada = desktop().enter("<i>Ada</i>");
        ChatPage grace = desktop().enter("Grace");
        ada.say(markup);
        assertThat(grace.message(markup)).isVisible();
        assertThat(grace.messages().locator("img, b, i")).hasCount(0);
        assertThat(grace.people()).hasText(new String[] {"<i>Ada</i>", "Grace"});
    }

    @Test
    void takenNicknameIsRefusedWithTheReason() {
        desktop().enter("Ada");
        ChatPage other = desktop();
        other.askToEnter("ADA");
        assertThat(other.page().getByText("The nickname “ADA” is taken.")).isVisible();
        assertThat(other.composer()).isHidden();
        other.enter("Ada L.");
    }

    @Test
    void typingIsShownToTheOthersAndEndsByItself() {
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = desktop().enter("Grace");
        assertThat(ada.people()).hasCount(2);
        grace.type("Well", ada, "Grace is typing");
        assertThat(grace.typing()).hasText("");
        assertThat(ada.typing()).hasText("");
        grace.say("Well, well");
        assertThat(ada.message("Well, well")).isVisible();
    }

    @Test
    void imageArrivesWithEveryByte() throws Exception {
        byte[] png = Landscape.png();
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = desktop().enter("Grace");
        ada.sendImage("hills.png", png);
        for (ChatPage page : List.of(ada, grace)) {
            assertThat(page.image("hills.png")).isVisible();
            page.page().waitForFunction("document.querySelector('.picture img').complete");
            assertThat((Integer) page.image("hills.png").evaluate("image => image.naturalWidth"))
                    .isEqualTo(640);
            assertThat(ChatPage.bytesOf(page.image("hills.png"))).isEqualTo(png);
        }
    }

    @Test
    void newcomerSeesWhatWasSaidAndShownBefore() throws Exception {
        byte[] png = Landscape.png();
        ChatPage ada = desktop().enter("Ada");
        for (int i = 1; i <= 12; i++) {
            ada.sendImage("hills " + i + ".png", png);
            assertThat(ada.image("hills " + i + ".png")).isVisible();
        }
        for (int i = 1; i <= 40; i++) {
            ada.say("Line " + i + ".");
        }
        ChatPage grace = desktop().enter("Grace");
        assertThat(grace.messages()).hasCount(50);
        assertThat(grace.image("hills 2.png")).hasCount(0);
        assertThat(ChatPage.bytesOf(grace.image("hills 12.png"))).isEqualTo(png);
        assertThat(grace.message("Line 40.")).isVisible();
    }

    @Test
    void roomsAreSeparate() {
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = desktop().enter("Grace");
        ada.createRoom("Engine room");
        assertThat(ada.people()).hasText(new String[] {"Ada"});
        assertThat(grace.people()).hasText(new String[] {"Grace"});
        assertThat(grace.rooms()).hasText(new String[] {"Lobby1", "Engine room1"});

        ada.say("Only for the engine room");
        grace.say("Only for the lobby");
        assertThat(ada.messages()).hasCount(1);
        assertThat(grace.messages()).hasCount(1);

        grace.button("Engine room, 1 online").click();
        assertThat(grace.message("Only for the engine room")).isVisible();
        assertThat(grace.messages()).hasCount(1);
        assertThat(ada.people()).hasText(new String[] {"Ada", "Grace"});

        ada.button("Leave room").click();
        grace.button("Leave room").click();
        assertThat(ada.rooms()).hasText(new String[] {"Lobby2"});
        assertThat(ada.message("Only for the lobby")).isVisible();
    }

    @Test
    void lostConnectionIsShownUntilTheServerIsBack() throws Exception {
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = desktop().enter("Grace");
        ada.createRoom("Engine room");
        grace.button("Engine room, 1 online").click();
        assertThat(ada.people()).hasCount(2);
        ada.say("Before");
        int port = server.port();

        server.stop();
        for (ChatPage page : List.of(ada, grace)) {
            assertThat(page.banner()).hasText("Connection lost. Reconnecting…");
            assertThat(page.button("Send")).isDisabled();
        }
        ada.screenshot(SCREENSHOTS.resolve("chat-desktop-connection-lost.png"));

        server = new ChatServer("127.0.0.1", port);
        server.start();
        ada.awaitShown("Connected again.");
        assertThat(ada.banner()).isHidden();
        assertThat(grace.banner()).isHidden();
        assertThat(grace.people()).hasText(new String[] {"Ada", "Grace"});
        ada.say("After");
        assertThat(grace.messages()).hasText(new Pattern[] {Pattern.compile("Before"), Pattern.compile("After")});
    }

    @Test
    void looksRightOnDesktopAndPhone() throws Exception {
        ChatPage ada = desktop().enter("Ada");
        ChatPage grace = keep(ChatPage.onPhone(browser, address())).enter("Grace");
        ChatPage linus = desktop().enter("Linus");
        linus.createRoom("Release party");
        ada.say("Good morning! Did the new build reach the test machine?");
        grace.say("Yes, ten minutes ago. The graphs look calm so far.");
        grace.say("I marked the slow requests of the first hour, so that we can compare them with yesterday.");
        ada.say("Lovely. And this was the view from the train:");
        ada.sendImage("evening.png", Landscape.png());
        assertThat(grace.image("evening.png")).isVisible();
        grace.say("Oh, the sea of hills!");
        grace.type("I wish", ada, "Grace is typing");
        assertThat(ada.image("evening.png")).isInViewport();

        ada.screenshot(SCREENSHOTS.resolve("chat-desktop.png"));
        grace.screenshot(SCREENSHOTS.resolve("chat-phone.png"));
        ada.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        ada.screenshot(SCREENSHOTS.resolve("chat-desktop-dark.png"));
        grace.button("Rooms and people").click();
        assertThat(grace.people()).hasText(new String[] {"Ada", "Grace"});
        assertThat(grace.button("Close rooms and people")).isInViewport();
        grace.screenshot(SCREENSHOTS.resolve("chat-phone-rooms.png"));

        for (ChatPage page : List.of(ada, grace)) {
            assertThat((Boolean) page.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing is wider than the screen")
                    .isTrue();
        }
    }

    private ChatPage desktop() {
        return keep(ChatPage.onDesktop(browser, address()));
    }

    private ChatPage keep(ChatPage page) {
        pages.add(page);
        return page;
    }

    private String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }
}
