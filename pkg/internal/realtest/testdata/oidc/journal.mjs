// What the server keeps, and a journal of it: one JSON object a line for every
// change. The journal is what a restarted server begins with, and what the tests
// read: which tokens were given out, used up and revoked, and when.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';

export class Journal {
  constructor(path) {
    this.path = path;
    this.store = new Map();
    this.adapters = new Map();
    if (existsSync(path)) this.#replay(readFileSync(path, 'utf8'));
  }

  // note is written before anybody is told.
  note(event) {
    appendFileSync(this.path, `${JSON.stringify({ at: Date.now(), ...event })}\n`);
  }

  adapter(model) {
    if (!this.adapters.has(model)) this.adapters.set(model, new MemoryAdapter(model, this.store));
    return this.adapters.get(model);
  }

  #replay(text) {
    for (const line of text.split('\n')) {
      let event;
      try {
        event = JSON.parse(line);
      } catch {
        continue; // the last line of a server that was killed
      }
      const { change, model, args } = event;
      if (change) this.adapter(model)[change](...args);
    }
  }
}

// keptIn is the adapter of oidc-provider: its own in-memory one, with every
// change in the journal first.
export function keptIn(journal) {
  return class {
    constructor(model) {
      this.model = model;
      this.memory = journal.adapter(model);
    }

    find(id) { return this.memory.find(id); }

    findByUid(uid) { return this.memory.findByUid(uid); }

    findByUserCode(code) { return this.memory.findByUserCode(code); }

    upsert(...args) { return this.#change('upsert', args); }

    consume(...args) { return this.#change('consume', args); }

    destroy(...args) { return this.#change('destroy', args); }

    revokeByGrantId(...args) { return this.#change('revokeByGrantId', args); }

    #change(change, args) {
      journal.note({ change, model: this.model, args });
      return this.memory[change](...args);
    }
  };
}
