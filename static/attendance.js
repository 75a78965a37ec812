// Keeps attendance on the phone until the server has it: marks survive a lost network, a closed page and a new sign-in.
// Only keys and marks are kept, no names. Without this script the page is an ordinary form.
"use strict";

(() => {
  const RETRY_AFTER = 15000;
  const GIVE_UP_AFTER = 12000;
  const form = document.getElementById("presensi");
  if (!form) return;
  const place = document.getElementById("simpanan").value;
  const state = document.getElementById("keadaan-presensi");
  const rows = [...form.querySelectorAll("fieldset")].map((fieldset) => {
    const shown = fieldset.querySelector("input[type=hidden]");
    return {
      key: shown.name.slice("was-".length),
      shown,
      radios: [...fieldset.querySelectorAll("input[type=radio]")],
      hours: fieldset.querySelector("input[inputmode=numeric]"),
    };
  });
  let sending = false;
  let timer = 0;

  const chosen = (row) => row.radios.find((radio) => radio.checked);

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };

  const keep = (marks) => {
    try {
      if (Object.keys(marks).length) localStorage.setItem(place, JSON.stringify(marks));
      else localStorage.removeItem(place);
    } catch {
      // a phone that keeps nothing still sends the form as usual
    }
  };

  const say = (words, unsent = false) => {
    state.textContent = words;
    state.classList.toggle("unsent", unsent);
  };

  const count = () => {
    const marked = rows.filter(chosen).length;
    say(`${marked} dari ${rows.length} ditandai, belum disimpan.`, true);
  };

  const remember = (row) => {
    const marks = read();
    const radio = chosen(row);
    if (!radio) return;
    marks[row.key] = { mark: radio.value, hours: row.hours.value, shown: row.shown.value };
    keep(marks);
  };

  const restore = () => {
    const marks = read();
    let restored = 0;
    for (const row of rows) {
      const mark = marks[row.key];
      const radio = mark && row.radios.find((one) => one.value === mark.mark);
      if (!radio) continue;
      radio.checked = true;
      row.hours.value = mark.hours;
      row.shown.value = mark.shown;
      restored += 1;
    }
    return restored;
  };

  // A sign-in that ended and began again has another token; the page itself knows the new one.
  const renewToken = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("#presensi input[name=csrf_token]");
    if (token) form.elements.csrf_token.value = token.value;
    return Boolean(token);
  };

  const post = () => {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), GIVE_UP_AFTER);
    return fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      signal: stop.signal,
    }).finally(() => clearTimeout(clock));
  };

  const wait = (words) => {
    say(words, true);
    clearTimeout(timer);
    timer = setTimeout(send, RETRY_AFTER);
  };

  const finish = (answer) => {
    keep({});
    if (answer.clashes.length) form.submit(); // the server's own page explains whose marks stand
    else location.reload();
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    say("Mengirim…");
    try {
      let answer = await post();
      if (answer.status === 400 && (await renewToken())) answer = await post();
      if (answer.type === "opaqueredirect") {
        say("Waktu masuk habis. Masuk lagi, lalu buka halaman ini: tanda tetap tersimpan di HP ini.", true);
      } else if (answer.ok) {
        finish(await answer.json());
      } else if (answer.status >= 500) {
        wait("Belum terkirim, tersimpan di HP ini. Dicoba lagi sebentar lagi.");
      } else {
        form.submit(); // the server's own page explains what is wrong and keeps what was typed
      }
    } catch {
      wait("Tidak ada sinyal. Tanda tersimpan di HP ini dan dikirim sendiri saat sinyal kembali.");
    } finally {
      sending = false;
    }
  };

  form.addEventListener("change", (event) => {
    const row = rows.find((one) => one.radios.includes(event.target) || one.hours === event.target);
    if (row) remember(row);
    count();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    rows.filter(chosen).forEach(remember);
    send();
  });
  document.getElementById("semua-hadir").addEventListener("click", (event) => {
    event.preventDefault();
    for (const row of rows) {
      if (chosen(row)) continue;
      row.radios[0].checked = true;
      remember(row);
    }
    count();
  });
  addEventListener("online", () => {
    if (Object.keys(read()).length) send();
  });

  const restored = restore();
  if (restored && !document.querySelector(".error-summary")) {
    say(`${restored} tanda belum terkirim. Mengirim…`, true);
    send();
  }
})();
