// Shows how far a long download has come. Without this script the link is an ordinary download.
"use strict";

(() => {
  const box = document.querySelector(".download-progress");
  if (!box || !window.ReadableStream) return;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[role=status]");
  const EVERY = 700;
  const LINE = 10;

  const say = (rows, bytes, expected) => {
    const [unit, name] = bytes < 1048576 ? [1024, "kB"] : [1048576, "MB"];
    const size = `${(bytes / unit).toLocaleString("id-ID", { maximumFractionDigits: 1 })} ${name}`;
    words.textContent = expected ? `${rows.toLocaleString("id-ID")} baris (${size})` : size;
    if (expected) bar.value = Math.min(rows / expected, 0.99);
  };

  const take = async (link) => {
    const expected = Number(link.dataset.rows) || 0;
    box.hidden = false;
    bar.removeAttribute("value");
    words.textContent = "Menyiapkan berkas. Biarkan halaman ini terbuka.";
    const answer = await fetch(link.href);
    if (!answer.ok || !answer.body) throw new Error(String(answer.status));
    const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
    const reader = answer.body.getReader();
    const pieces = [];
    let [rows, bytes, last] = [0, 0, 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      if (expected) for (const sign of value) if (sign === LINE) rows += 1;
      if (performance.now() - last > EVERY) {
        last = performance.now();
        say(rows, bytes, expected);
      }
    }
    say(Math.max(rows - 1, 0), bytes, expected);
    bar.value = 1;
    const made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob(pieces));
    made.download = named ? named[1] : "unduhan";
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 60000);
    words.textContent += ". Selesai.";
  };

  let running = false;
  for (const link of document.querySelectorAll("a[data-download]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (running) return;
      running = true;
      take(link)
        .catch(() => {
          words.textContent = "Unduhan terputus. Coba lagi.";
          bar.value = 0;
        })
        .finally(() => {
          running = false;
        });
    });
  }
})();
