// Keeps a mentor's visits on the phone until the server has them: they survive a lost network and a closed page, are
// sent from whichever page is open, and are erased once sent or when the mentor signs out. No names are kept.
// Without this script the page is an ordinary form.
"use strict";

(() => {
  const RETRY_AFTER = 15000;
  const GIVE_UP_AFTER = 20000;
  const PHOTO_SIDE = 1280;
  const { account, address } = document.currentScript.dataset;
  const place = `kunjungan-${account}`;
  const form = document.getElementById("catat-kunjungan");
  const status = document.getElementById("kiriman-kunjungan");
  const list = document.getElementById("kunjungan-di-hp");
  let queue = Promise.resolve({});
  let saving = false;
  let timer = 0;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) || [];
    } catch {
      return [];
    }
  };

  const keep = (visits) => {
    if (visits.length) localStorage.setItem(place, JSON.stringify(visits));
    else localStorage.removeItem(place);
  };

  const remove = (reference) => keep(read().filter((one) => one.fields.reference !== reference));

  const change = (reference, values) =>
    keep(read().map((one) => (one.fields.reference === reference ? { ...one, ...values } : one)));

  const say = (words, unsent = false) => {
    if (!status) return;
    status.textContent = words;
    status.classList.toggle("unsent", unsent);
  };

  const nameOf = (tenant) => form?.querySelector(`#tenant_id option[value="${Number(tenant)}"]`)?.textContent || "Binaan";

  const show = () => {
    if (!list) return;
    const visits = read();
    list.hidden = !visits.length;
    list.replaceChildren(
      ...visits.map((visit) => {
        const row = document.createElement("li");
        const words = document.createElement("span");
        const why = visit.errors ? visit.errors.join(" ") : "menunggu sinyal";
        words.textContent = `${nameOf(visit.fields.tenant_id)}, ${visit.fields.visited_on}: ${why}`;
        row.append(words);
        if (visit.errors) row.append(button("Perbaiki", () => reopen(visit)), button("Buang", () => discard(visit)));
        return row;
      })
    );
  };

  const button = (label, deed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-outline-primary";
    made.textContent = label;
    made.addEventListener("click", deed);
    return made;
  };

  const discard = (visit) => {
    if (!confirm("Buang kunjungan ini? Isinya tidak bisa dikembalikan.")) return;
    remove(visit.fields.reference);
    show();
  };

  const blobOf = (source) => {
    const [head, body] = source.split(",");
    const bytes = Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0));
    return new File([bytes], "foto.jpg", { type: head.slice("data:".length, head.indexOf(";")) });
  };

  const reopen = (visit) => {
    for (const [name, value] of Object.entries(visit.fields)) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    if (visit.photo) {
      const files = new DataTransfer();
      files.items.add(blobOf(visit.photo));
      form.elements.photo.files = files.files;
    }
    remove(visit.fields.reference);
    show();
    form.submit(); // the server's own page says what to mend beside each field
  };

  // A phone's photo is many times larger than a report needs, and must fit beside the others until there is a signal.
  const shrink = async (file) => {
    if (!file || !file.size) return null;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.75);
  };

  // A sign-in that ended and began again has another token; any page of ours knows the new one.
  const renewToken = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("input[name=csrf_token]");
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token ? token.value : "";
    return Boolean(token);
  };

  const post = (visit) => {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), GIVE_UP_AFTER);
    const body = new FormData();
    for (const [name, value] of Object.entries(visit.fields)) body.append(name, value);
    body.append("csrf_token", document.querySelector("input[name=csrf_token]").value);
    if (visit.photo) body.append("photo", blobOf(visit.photo));
    const headers = { Accept: "application/json" };
    return fetch(address, {
      method: "POST", body, headers, credentials: "same-origin", redirect: "manual", signal: stop.signal,
    }).finally(() => clearTimeout(clock));
  };

  const waitForSignal = () => {
    say(`${read().length} kunjungan tersimpan di HP ini dan dikirim sendiri saat sinyal kembali.`, true);
    clearTimeout(timer);
    timer = setTimeout(send, RETRY_AFTER);
  };

  // Sends what is kept, oldest first, one round after another. Returns the server's answers by reference.
  const send = () => (queue = queue.then(sendKept));

  const sendKept = async () => {
    const answers = {};
    try {
      for (const visit of read().filter((one) => !one.errors)) {
        const { reference } = visit.fields;
        let answer = await post(visit);
        if (answer.status === 400 && (await renewToken())) answer = await post(visit);
        if (answer.type === "opaqueredirect") {
          say("Waktu masuk habis. Masuk lagi: kunjungan tetap tersimpan di HP ini.", true);
          break;
        }
        if (answer.ok) {
          answers[reference] = await answer.json();
          remove(reference);
        } else if (answer.status >= 500 || answer.status === 429) {
          waitForSignal();
          break;
        } else {
          const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
          answers[reference] = { refused: true };
          change(reference, { errors: told.errors || ["Tidak diterima; binaan ini mungkin sudah dialihkan."] });
        }
      }
      if (!read().length && Object.keys(answers).length) say("Semua kunjungan di HP ini sudah terkirim.");
    } catch {
      waitForSignal();
    }
    show();
    return answers;
  };

  const newReference = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const fieldsOf = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrf_token") fields[name] = value;
    }
    return fields;
  };

  const lacking = (fields) => {
    if (!fields.tenant_id) return "Pilih binaan yang dikunjungi.";
    if (!fields.outcome) return "Pilih hasil kunjungan.";
    return fields.outcome !== "not_met" && !fields.done.trim() ? "Tulis yang dilakukan, cukup satu kalimat." : "";
  };

  const save = async () => {
    const fields = fieldsOf();
    const missing = lacking(fields);
    if (missing) {
      say(missing, true);
      status.scrollIntoView();
      return;
    }
    let photo = null;
    try {
      photo = await shrink(form.elements.photo.files[0]);
    } catch {
      say("Berkas ini bukan foto yang bisa dibuka. Ambil ulang fotonya, atau simpan tanpa foto.", true);
      status.scrollIntoView();
      return;
    }
    try {
      keep([...read(), { fields, photo }]);
    } catch {
      if (navigator.onLine) form.submit();
      else say("Penyimpanan HP penuh. Buang fotonya, lalu simpan lagi.", true);
      return;
    }
    say("Mengirim…");
    const answer = (await send())[fields.reference];
    if (answer?.visit) {
      location.assign(`/kunjungan/${answer.visit}`);
    } else if (answer?.refused) {
      remove(fields.reference);
      form.submit(); // the server's own page says what to mend and keeps what was typed
    } else {
      form.reset();
      form.elements.tenant_id.value = "";
      form.elements.done.value = "";
      form.elements.reference.value = newReference();
      show();
      status.scrollIntoView();
    }
  };

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (saving) return;
    saving = true;
    await save();
    saving = false;
  });

  document.querySelector(".who form")?.addEventListener("submit", (event) => {
    const left = read().length;
    if (left && !confirm(`${left} kunjungan belum terkirim dan akan dihapus dari HP ini. Tetap keluar?`)) {
      event.preventDefault();
      return;
    }
    keep([]);
  });

  addEventListener("online", () => {
    if (read().length) send();
  });

  show();
  if (read().some((visit) => !visit.errors)) send();
})();
