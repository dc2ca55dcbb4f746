"use strict";

// A list is a part of the page with filters: the findings, the rows of the
// matrix, the checks. What a filter compares stands in data attributes of an
// item, or of the group that it is in.
class List {
  constructor(bar) {
    this.bar = bar;
    this.name = bar.dataset.list;
    this.noun = bar.dataset.noun;
    this.section = document.getElementById(this.name);
    this.search = bar.querySelector('input[type="search"]');
    this.boxes = [...bar.querySelectorAll('input[type="checkbox"]')];
    this.picks = [...bar.querySelectorAll("select")];
    this.matches = bar.querySelector(".matches");
    this.nothing = this.section.querySelector(".nothing");
    this.groups = [...this.section.querySelectorAll(".group")].map((el) => {
      const count = el.querySelector(":scope > summary .count");
      return { el, count, words: count ? count.textContent : "", total: count ? Number(count.dataset.total) : 0, hits: 0, text: null, mine: false };
    });
    this.items = [];
    for (const group of this.groups) {
      for (const el of group.el.querySelectorAll(".item")) this.items.push({ el, group, text: null, hidden: false });
    }
    this.timer = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.changed(), 120);
    });
    for (const el of [...this.boxes, ...this.picks]) el.addEventListener("change", () => this.changed());
    bar.querySelector(".clear").addEventListener("click", () => { this.clear(); this.search.focus(); });
    bar.querySelector(".unfold").addEventListener("click", () => this.unfold());
    this.apply();
  }

  // chosen is what the filters ask for: a map from a name to a set of words.
  chosen() {
    const asked = new Map();
    const add = (name, value) => { if (value) asked.set(name, (asked.get(name) || new Set()).add(value)); };
    for (const box of this.boxes) if (box.checked) add(box.name, box.value);
    for (const pick of this.picks) add(pick.name, pick.value);
    return asked;
  }

  // fits says whether an item has one of the words for every name.
  fits(item, asked) {
    for (const [name, words] of asked) {
      const own = item.el.dataset[name] ?? item.group.el.dataset[name] ?? "";
      if (!own.split(" ").some((word) => words.has(word))) return false;
    }
    return true;
  }

  // read makes the texts to search in, once, when they are first needed.
  read() {
    if (this.items.length === 0 || this.items[0].text !== null) return;
    for (const group of this.groups) {
      const shared = group.el.querySelector(":scope > .shared");
      const head = group.el.querySelector(":scope > summary, :scope > h3");
      group.text = `${head ? head.textContent : ""} ${shared ? shared.textContent : ""}`.toLowerCase();
    }
    for (const item of this.items) item.text = item.el.textContent.toLowerCase();
  }

  apply() {
    const asked = this.chosen();
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0) this.read();
    for (const group of this.groups) group.hits = 0;
    let hits = 0;
    for (const item of this.items) {
      const shown = this.fits(item, asked) && words.every((word) => item.text.includes(word) || item.group.text.includes(word));
      if (shown) { hits++; item.group.hits++; }
      if (item.hidden === shown) { item.hidden = !shown; item.el.hidden = !shown; }
    }
    const narrowed = asked.size > 0 || words.length > 0;
    for (const group of this.groups) this.show(group, narrowed, hits);
    const all = this.items.length;
    const open = this.groups.filter((group) => group.hits > 0).length;
    const where = this.name === "findings" ? `, in ${open} ${open === 1 ? "check" : "checks"}` : "";
    this.matches.textContent = narrowed ? `${hits} of ${all} ${this.noun}${hits ? where : ""}` : `${all} ${this.noun}${where}`;
    if (this.nothing) this.nothing.hidden = hits > 0 || all === 0;
    this.bar.querySelector(".clear").hidden = !narrowed;
  }

  // show hides a group without hits; few hits are opened, and closed again when
  // they were opened here.
  show(group, narrowed, hits) {
    group.el.hidden = group.hits === 0;
    if (group.count) group.count.textContent = narrowed && group.hits < group.total ? `${group.hits} of ${group.total} shown` : group.words;
    if (group.el.tagName !== "DETAILS") return;
    const open = narrowed && hits <= 100 && group.hits > 0;
    if (open && !group.el.open) { group.el.open = true; group.mine = true; }
    else if (!open && group.mine) { group.el.open = false; group.mine = false; }
  }

  changed() {
    clearTimeout(this.timer);
    this.apply();
    const state = this.write();
    history.replaceState(null, "", state ? `#${this.name}?${state}` : `#${this.name}`);
  }

  // write and set turn the filters into the end of an address and back.
  write() {
    const state = new URLSearchParams();
    for (const [name, words] of this.chosen()) state.set(name, [...words].join(","));
    if (this.search.value.trim()) state.set("q", this.search.value.trim());
    return state.toString();
  }

  set(text) {
    const state = new URLSearchParams(text);
    const words = (name) => (state.get(name) || "").split(",");
    for (const box of this.boxes) box.checked = words(box.name).includes(box.value);
    for (const pick of this.picks) {
      pick.value = state.get(pick.name) || "";
      if (pick.selectedIndex < 0) pick.value = "";
    }
    this.search.value = state.get("q") || "";
    this.apply();
  }

  clear() {
    this.set("");
    history.replaceState(null, "", `#${this.name}`);
  }

  // unfold opens what is shown, or closes it when everything is open.
  unfold() {
    const shown = this.items.filter((item) => !item.hidden).map((item) => item.el);
    const groups = this.groups.filter((group) => group.hits > 0 && group.el.tagName === "DETAILS").map((group) => group.el);
    const all = [...groups, ...shown];
    const open = !all.every((el) => el.open);
    for (const el of all) el.open = open;
  }
}
