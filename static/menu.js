// Closes an open menu group on Escape, on a click beside it, and when the focus leaves it. Without this file it closes by its own word.
const groups = () => document.querySelectorAll(".menu-group[open]");
const wide = matchMedia("(min-width: 768px)");
document.addEventListener("click", (event) => {
  for (const group of groups()) if (wide.matches && !group.contains(event.target)) group.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const group of groups()) {
    group.open = false;
    group.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  for (const group of groups()) if (wide.matches && !group.contains(event.target)) group.open = false;
});
