/* Keeps what is tapped on a sheet until the server has answered that it is saved, also when the network is gone.
   What is kept in the phone: row numbers and marks, under a name that says neither which session nor who. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]");
  if (!form) return;

  const KEY = `samsyn.narvaro.${form.dataset.draft}`;
  const DAYS_KEPT = 7;
  const lines = [...form.querySelectorAll("[data-line]")].map((row) => ({
    number: row.dataset.line,
    absent: row.querySelector(".line__absent"),
    excused: row.querySelector(".line__excused"),
    minutes: row.querySelector("input[type=number]"),
    time: row.querySelector("details"),
    word: row.querySelector("[data-here]"),
  }));

  /* A line as three values: away, told, minutes. */
  const now = (line) => [
    Boolean(line.absent?.checked), Boolean(line.excused?.checked), line.minutes?.value ?? "",
  ];
  const opened = (line) => [
    Boolean(line.absent?.defaultChecked), Boolean(line.excused?.defaultChecked), line.minutes?.defaultValue ?? "",
  ];
  const put = (line, [away, told, minutes]) => {
    if (line.absent) line.absent.checked = away;
    if (line.excused) line.excused.checked = told;
    if (line.minutes) {
      line.minutes.value = minutes;
      line.time.open = line.time.open || minutes !== "";
    }
  };

  const keep = () => {
    const changed = lines.filter((line) => String(now(line)) !== String(opened(line)));
    try {
      if (changed.length) {
        const marks = Object.fromEntries(changed.map((line) => [line.number, now(line)]));
        localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), marks }));
      } else {
        localStorage.removeItem(KEY);
      }
    } catch { /* a phone without room keeps nothing; the page works as before */ }
  };
  const forget = () => {
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
  };
  const kept = () => {
    try {
      const draft = JSON.parse(localStorage.getItem(KEY) ?? "null");
      return draft && Date.now() - draft.at < DAYS_KEPT * 86400000 ? draft.marks : {};
    } catch {
      return {};
    }
  };

  const say = (word) => {
    for (const message of form.querySelectorAll("[data-say]")) message.hidden = message.dataset.say !== word;
  };
  const summary = form.querySelector("[data-summary]");
  const count = () => {
    for (const { word, minutes } of lines) {
      if (word) word.textContent = minutes.value ? `${minutes.value} min` : word.dataset.here;
    }
    const told = lines.filter((line) => line.excused?.checked).length;
    const away = lines.filter((line) => line.absent?.checked && !line.excused?.checked).length;
    const parts = [`${lines.length - away - told} ${summary.dataset.here}`];
    if (away) parts.push(`${away} ${summary.dataset.away}`);
    if (told) parts.push(`${told} ${summary.dataset.told}`);
    summary.textContent = parts.join(" · ");
  };

  const restore = () => {
    const marks = kept();
    const back = lines.filter((line) => marks[line.number] && String(marks[line.number]) !== String(now(line)));
    for (const line of back) put(line, marks[line.number]);
    if (back.length) {
      form.querySelector("[data-count]").textContent = back.length;
      say("restored");
    }
    count();
  };

  form.addEventListener("change", (event) => {
    const line = lines.find((each) => each.absent === event.target || each.excused === event.target);
    if (line && event.target.checked) { // away and told are two answers to one question
      const other = event.target === line.absent ? line.excused : line.absent;
      if (other) other.checked = false;
    }
    keep();
    count();
  });
  form.addEventListener("input", () => { keep(); count(); });
  form.querySelector("[data-drop]").addEventListener("click", () => {
    for (const line of lines) put(line, opened(line));
    forget();
    say("");
    count();
    form.querySelector("[type=checkbox]")?.focus();
  });
  window.addEventListener("online", () => {
    if (!form.querySelector("[data-say=offline]").hidden) say("online");
  });

  /* Without the answer "saved" the draft stays, and so does everything else that is written on the page. */
  const send = async (button) => {
    const buttons = form.querySelectorAll("button[type=submit]");
    const body = new URLSearchParams(new FormData(form, button)); // as the form itself would send it
    for (const each of buttons) each.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000),
      });
      if (answer.type === "opaqueredirect") return say("signedout");
      if (!answer.ok) return say("failed");
      const said = await answer.json();
      if (!said.to) return form.submit(); // an ordinary send, so that the page shows what is to be put right
      if (said.saved) forget();
      location.replace(said.to);
      return undefined;
    } catch {
      return say("offline");
    } finally {
      for (const each of buttons) each.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter);
  });

  restore();
})();
