package io.jettio.integration.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.jettio.integration.Patience.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One person's chat page in a browser context of its own, used the way a person uses it: by labels and roles. */
final class ChatPage implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final List<String> scriptErrors = new ArrayList<>();

    private ChatPage(Browser browser, Browser.NewContextOptions options, String address) {
        context = browser.newContext(options.setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onPageError(scriptErrors::add);
        page.navigate(address);
        page.evaluate("""
                () => {
                  window.shown = [];
                  for (const id of ["typing", "banner"]) {
                    const element = document.getElementById(id);
                    new MutationObserver(() => window.shown.push(element.textContent))
                        .observe(element, { childList: true, characterData: true, subtree: true });
                  }
                }""");
    }

    /** Opens the page on a desktop. */
    static ChatPage onDesktop(Browser browser, String address) {
        return new ChatPage(browser, new Browser.NewContextOptions().setViewportSize(1280, 800), address);
    }

    /** Opens the page on a phone. */
    static ChatPage onPhone(Browser browser, String address) {
        Browser.NewContextOptions phone = new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
        return new ChatPage(browser, phone, address);
    }

    Page page() {
        return page;
    }

    void askToEnter(String nick) {
        page.getByLabel("Nickname").fill(nick);
        button("Join the chat").click();
    }

    ChatPage enter(String nick) {
        askToEnter(nick);
        assertThat(composer()).isVisible();
        return this;
    }

    void createRoom(String name) {
        page.getByLabel("Name of the new room").fill(name);
        button("Create room").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(name);
    }

    void say(String text) {
        awaitSent();
        composer().fill(text);
        composer().press("Enter");
        assertThat(composer()).hasValue("");
    }

    void sendImage(String name, byte[] png) {
        awaitSent();
        page.getByLabel("Send an image").setInputFiles(new FilePayload(name, "image/png", png));
    }

    /** Until the last message is acknowledged, which may be after it is shown, the page sends no other one. */
    private void awaitSent() {
        assertThat(page.getByLabel("Send an image")).isEnabled();
    }

    Locator composer() {
        return page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator message(String text) {
        return messages().filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator messages() {
        return page.locator(".message");
    }

    /** {@return the thumbnail of that name} */
    Locator image(String name) {
        return page.getByRole(AriaRole.LOG).getByAltText(name);
    }

    Locator people() {
        return page.locator("#people .name");
    }

    Locator rooms() {
        return page.locator("#rooms .room");
    }

    Locator typing() {
        return page.locator("#typing");
    }

    Locator banner() {
        return page.locator("#banner");
    }

    /** Waits until the line of who types or the banner has had a text, which may be gone again by now. */
    void awaitShown(String text) {
        page.waitForFunction("text => window.shown.includes(text)", text);
    }

    /** Types, and goes on with spaces until another page has told so: word of it is dropped where it would have to wait. */
    void type(String text, ChatPage other, String told) {
        composer().pressSequentially(text);
        await().pollInSameThread().until(() -> {
            composer().pressSequentially(" ");
            return (Boolean) other.page.evaluate("text => window.shown.includes(text)", told);
        });
    }

    /** {@return the bytes behind a thumbnail} */
    static byte[] bytesOf(Locator image) {
        Object base64 = image.evaluate("""
                async (element) => {
                  const bytes = new Uint8Array(await (await fetch(element.src)).arrayBuffer());
                  return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
                }""");
        return Base64.getDecoder().decode((String) base64);
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** {@return what the page's script failed with} */
    List<String> scriptErrors() {
        return List.copyOf(scriptErrors);
    }

    @Override
    public void close() {
        context.close();
    }
}
