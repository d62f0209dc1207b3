// The calendar page: filters on one side, the time line from the server on the other.
(() => {
  "use strict";
  const page = window.Madoguchi;

  page.calendar = ({ element, server }) => {
    const part = (name) => element.querySelector(`[data-part="${name}"]`);
    const form = part("filters");
    let latest = 0;

    // The programmes to choose from come with the rounds: staff may have added one since the page was made.
    const offer = (programmes) => {
      const select = form.elements.programme;
      const known = new Set([...select.options].map((option) => option.value));
      programmes.filter(([id]) => !known.has(id)).forEach(([id, name]) => select.add(new Option(name, id)));
    };

    const show = async () => {
      const mine = ++latest;
      const data = new FormData(form);
      const programme = data.get("programme");
      try {
        const found = await server.show({
          day: data.get("day") || null,
          programmes: programme ? [programme] : [],
          statuses: data.getAll("status"),
        });
        if (mine !== latest) {
          return;
        }
        part("problem").textContent = found.problem ?? "";
        offer(found.programmes ?? []);
        if (found.html) {
          part("result").innerHTML = found.html;
          page.say(part("say"), part("result").querySelector("h2")?.textContent ?? "");
        }
      } catch {
        page.health();
      }
    };

    form.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    part("today").addEventListener("click", () => {
      form.elements.day.value = "";
      show();
    });
    show();
    page.ready();
  };
})();
