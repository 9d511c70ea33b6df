const told = document.getElementById('told');
for (const bar of document.querySelectorAll('.op')) {
  const tell = () => { told.textContent = bar.querySelector('title').textContent; };
  bar.addEventListener('mouseenter', tell);
  bar.addEventListener('focus', tell);
}
