/* What a page cannot do without script, and only that: theme, lost connection, redirects met by htmx, countdown. */
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme || "auto")));
  };
  show(remembered());

  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (event.target.closest("[data-connection-retry]")) sendAll();
    if (choice) {
      try { localStorage.setItem("theme", choice.dataset.themeChoice); } catch { /* private window: this page only */ }
      show(choice.dataset.themeChoice);
    }
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // What waits to be sent again: of a form marked so, with what is chosen in it when its turn comes.
  const waits = [2, 4, 8, 15, 30];
  const waiting = new Map();
  const send = (source) => {
    clearTimeout(waiting.get(source)?.timer);
    if (!source.isConnected) waiting.delete(source);
    else if (source.matches("form")) source.requestSubmit(source.querySelector("[type=submit]"));
    else source.dispatchEvent(new Event("again"));
  };
  const sendAll = () => { for (const source of [...waiting.keys()]) send(source); };
  const retry = (source) => {
    const tries = (waiting.get(source)?.tries ?? 0) + 1;
    const timer = tries > waits.length ? null : setTimeout(() => send(source), waits[tries - 1] * 1000);
    waiting.set(source, { tries, timer });
    banner("lost");
  };
  const settled = (source) => {
    clearTimeout(waiting.get(source)?.timer);
    waiting.delete(source);
  };
  // Whoever chooses anew has not pressed the button for it: only the mark is sent.
  document.addEventListener("change", (event) => { if (event.target.form) settled(event.target.form); });
  addEventListener("online", sendAll);

  const banner = (kind) => {
    const box = document.querySelector("[data-connection]");
    if (!box) return;
    box.hidden = !kind;
    const trying = kind === "lost" && waiting.size > 0;
    box.querySelector("[data-connection-retry]").hidden = !trying;
    box.querySelector("[data-connection-trying]").hidden = !trying || [...waiting.values()].every(({ timer }) => !timer);
    box.querySelector("[data-connection-lost]").hidden = kind !== "lost";
    box.querySelector("[data-connection-refused]").hidden = kind !== "refused";
  };
  addEventListener("offline", () => banner("lost"));
  addEventListener("online", () => { if (!waiting.size) banner(null); });
  // What is saved while it is typed: it waits while another request is under way, names the newest state, and is tried again.
  const again = (ctx) => {
    const source = ctx.sourceElement;
    if (!source?.matches?.("[data-again]")) return;
    source.dataset.typed = "";
    setTimeout(() => { if (source.isConnected) source.dispatchEvent(new Event("again")); }, 5000);
  };
  document.addEventListener("input", (event) => {
    const saver = event.target.form?.querySelector("[data-again]");
    if (saver) saver.dataset.typed = "";
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, sourceEvent, request } = event.detail.ctx;
    if (sourceElement.matches("[data-again]")) {
      const leaving = sourceEvent?.type === "pagehide" || sourceEvent?.type === "online";
      if (!sourceElement.isConnected || (leaving && !("typed" in sourceElement.dataset))) return event.preventDefault();
      delete sourceElement.dataset.typed;
    }
    for (const field of request.form?.querySelectorAll("[data-newest]") ?? [])
      if (request.body?.has?.(field.name)) request.body.set(field.name, field.value);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (!(event.detail.ctx.response?.status < 400)) return;
    setTimeout(() => document.querySelector("[data-again][data-typed]")?.dispatchEvent(new Event("again")), 300);
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx) return;
    if (ctx.sourceElement?.matches?.("[data-retry]")) return retry(ctx.sourceElement);
    banner("lost");
    again(ctx);
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { response, target, sourceElement } = event.detail.ctx;
    if (response.raw.status < 500) settled(sourceElement);
    if (!waiting.size) banner(null);
    if (response.raw.redirected && target !== document.body) {
      event.preventDefault();
      if (event.detail.ctx.sourceElement.matches("[data-again]")) banner("refused");
      else location.assign(response.raw.url);
    }
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { sourceElement, response: { status } } = event.detail.ctx;
    if (status >= 500 && sourceElement?.matches?.("[data-retry]")) return retry(sourceElement);
    if (![409, 422].includes(status)) banner("refused");
    if (status >= 500) again(event.detail.ctx);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target === document.body) arrive();
    start();
  });

  // A new moment of the page: the eyes are at its top, so is the focus; what happened is also said aloud.
  const arrive = () => {
    const live = document.querySelector("[data-live]"), told = document.querySelector("[data-announce]");
    const heading = document.querySelector("[data-arrive]") ?? (live && document.querySelector("h1"));
    if (heading) heading.tabIndex = -1;
    if (document.activeElement === document.body)
      (heading ?? document.getElementById("main"))?.focus({ preventScroll: true });
    // The field that is next is in sight, not only in focus.
    const next = document.querySelector("main :is(input, textarea)[autofocus]:focus");
    if (next) setTimeout(() => next.scrollIntoView({ block: "center" }));
    if (live && told) setTimeout(() => { live.textContent = told.textContent.trim().replace(/\s+/g, " "); }, 150);
  };
  // Leaving the page of a run for something else is counted for the person alone, on coming back.
  document.addEventListener("visibilitychange", () => {
    const note = document.querySelector("[data-absences]");
    if (!note) return;
    if (document.hidden) note.dataset.away = "";
    else if ("away" in note.dataset) {
      delete note.dataset.away;
      const sent = new FormData();
      sent.set("csrf_token", note.dataset.token);
      navigator.sendBeacon(note.dataset.absences, sent);
    }
  });

  const clock = (seconds) => `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
  // Beside the bench the source turns to what is on it; on a phone the bench itself quotes those lines.
  if (/[?&](finding|clause|section)=/.test(location.search) && !location.hash && innerWidth >= 900)
    addEventListener("load", () => {
      document.querySelector(".source-text .is-current")?.scrollIntoView({ block: "center" });
    });
  const start = () => {
    show(root.dataset.theme);
    document.querySelectorAll("[data-themes]").forEach((box) => { box.hidden = false; });
    // On a phone the header's places are a row that scrolls: where one is shall be in sight.
    const place = document.querySelector(".site-nav [aria-current]"), row = place?.closest(".site-nav");
    if (row) row.scrollLeft += place.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - place.offsetWidth) / 2;
    for (const timer of document.querySelectorAll("[data-countdown]:not([data-running])")) {
      const end = Date.now() + Number(timer.dataset.countdown) * 1000;
      const text = timer.querySelector("[data-countdown-text]"), words = document.querySelector("[data-clock-words]");
      const mark = (left) => (left > 300 ? "" : left > 60 ? "5" : left > 0 ? "1" : "0");
      let said = mark(Number(timer.dataset.countdown));
      timer.dataset.running = "";
      const tick = () => {
        const left = Math.round((end - Date.now()) / 1000), now = mark(left);
        text.textContent = clock(Math.max(0, left));
        timer.classList.toggle("countdown-short", left <= 120);
        if (words && now !== said) words.textContent = words.getAttribute(`data-said-${now}`);
        said = now;
        // The server takes the last packet for half a minute more, then closes the run.
        if (left < -32 && timer.dataset.over) location.assign(timer.dataset.over);
        else if (timer.isConnected) setTimeout(tick, 1000);
      };
      tick();
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
