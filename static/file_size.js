// Says that a chosen file is too large before it is sent. Without this file the server refuses it, after the wait.
const tooLarge = (field) => {
  const most = Number(field.dataset.mostMegabytes);
  const size = [...field.files].reduce((sum, file) => sum + file.size, 0) / 1048576;
  const words = `Berkas ini ${Math.ceil(size)} MB, paling besar ${most} MB. Pilih yang lebih kecil, atau bagi periodenya.`;
  field.setCustomValidity(size > most ? words : "");
  return size > most && !field.reportValidity();
};
document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file][data-most-megabytes]")) tooLarge(event.target);
});
document.addEventListener("submit", (event) => {
  const fields = [...event.target.querySelectorAll("input[type=file][data-most-megabytes]")];
  if (fields.some(tooLarge)) event.preventDefault();
});
