// After a tap on Ring the telephone takes over; meanwhile the page asks how it went.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-rang]");
  if (link && !event.defaultPrevented) {
    setTimeout(() => location.assign(link.dataset.rang), 700);
  }
});
