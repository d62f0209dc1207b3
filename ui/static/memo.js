// The memo page: shows this tab's conversation, ready to print.
(() => {
  "use strict";
  const page = window.Madoguchi;

  page.memo = async ({ element, server }) => {
    const part = (name) => element.querySelector(`[data-part="${name}"]`);
    part("print").addEventListener("click", () => window.print());
    try {
      await page.settled;
      part("memo").innerHTML = await server.show({
        conversation: page.conversation.exists ? page.conversation.key : "",
      });
    } catch {
      part("memo").replaceChildren();
      page.health();
    }
    // On paper everything is open.
    window.addEventListener("beforeprint", () => element.querySelectorAll("details").forEach((item) => (item.open = true)));
    page.ready();
  };
})();
