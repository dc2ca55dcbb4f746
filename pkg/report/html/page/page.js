
(() => {
  for (const el of document.querySelectorAll("[data-script]")) el.hidden = false;
  const lists = new Map([...document.querySelectorAll("[data-list]")].map((bar) => [bar.dataset.list, new List(bar)]));

  // reveal brings a part of the page into sight: it opens what it is in, and
  // clears the filters that hide it.
  function reveal(target) {
    for (const list of lists.values()) {
      if (list.section.contains(target) && target.closest("[hidden]")) list.set("");
    }
    for (let el = target; el; el = el.parentElement) {
      if (el.tagName === "DETAILS") el.open = true;
    }
    target.scrollIntoView({ block: "start" });
    const summary = target.querySelector(":scope > summary");
    if (summary) summary.focus({ preventScroll: true });
  }

  // go follows the end of an address: #name?filters, or #id.
  function go() {
    let hash = location.hash.slice(1);
    const [name, state] = [hash.split("?", 1)[0], hash.split("?").slice(1).join("?")];
    if (hash.includes("?") && lists.has(name)) {
      lists.get(name).set(state);
      lists.get(name).section.scrollIntoView();
      return;
    }
    try { hash = decodeURIComponent(hash); } catch { return; }
    const target = hash && document.getElementById(hash);
    if (target) reveal(target);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.filter) {
      event.preventDefault();
      location.hash = link.dataset.filter;
      go();
    } else if (link.getAttribute("href") === location.hash) {
      go(); // the address does not change, so no event comes
    }
  });
  window.addEventListener("hashchange", go);

  const keys = document.getElementById("keys");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "/" && !typing && keys.checked) {
      event.preventDefault();
      const search = lists.get("findings").search;
      search.scrollIntoView({ block: "center" });
      search.focus();
      search.select();
    } else if (event.key === "Escape") {
      for (const list of lists.values()) {
        if (!list.section.contains(event.target) && event.target !== document.body) continue;
        if (list.search.value) { list.search.value = ""; list.changed(); }
        else if (list.write()) list.clear();
      }
    }
  });

  // Everything is unfolded on paper, and as it was afterwards.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const el of closed) el.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const el of closed) el.open = false;
    closed = [];
  });

  const expand = document.getElementById("expand");
  expand.addEventListener("click", () => {
    const open = expand.textContent === "Expand all";
    for (const el of document.querySelectorAll("details")) el.open = open;
    expand.textContent = open ? "Collapse all" : "Expand all";
  });

  const theme = document.getElementById("theme");
  const themes = ["system", "light", "dark"];
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const next = themes[(themes.indexOf(root.dataset.theme || "system") + 1) % themes.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    theme.textContent = `Theme: ${next}`;
  });

  // The part that is read is marked in the list of parts.
  const marks = new Map([...document.querySelectorAll(".toc a")].map((a) => [a.getAttribute("href").slice(1), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const a of marks.values()) a.removeAttribute("aria-current");
      marks.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const id of marks.keys()) seen.observe(document.getElementById(id));

  if (location.hash) go();
})();
