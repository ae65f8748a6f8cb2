(() => {
  'use strict';
  const findings = [...document.querySelectorAll('.finding[data-verdict]')];
  const buttons = [...document.querySelectorAll('button[data-filter]')];
  const shown = document.getElementById('shown');
  const chosen = (filter) => new Set(buttons
    .filter((button) => button.dataset.filter === filter && button.getAttribute('aria-pressed') === 'true')
    .map((button) => button.dataset.value));
  const apply = () => {
    const [verdicts, severities, clauses] = ['verdict', 'severity', 'clause'].map(chosen);
    let count = 0;
    for (const finding of findings) {
      const { verdict, severity } = finding.dataset;
      const fits = (!verdicts.size || verdicts.has(verdict))
        && (!severities.size || severities.has(severity))
        && (!clauses.size || finding.dataset.clauses.split(' ').some((clause) => clauses.has(clause)));
      finding.hidden = !fits;
      count += fits ? 1 : 0;
    }
    if (shown) shown.textContent = count === findings.length ? '' : `${count} of ${findings.length} shown`;
  };
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => {
      const pressed = button.getAttribute('aria-pressed') !== 'true';
      const { filter, value } = button.dataset;
      for (const twin of buttons) {
        if (twin.dataset.filter === filter && twin.dataset.value === value) twin.setAttribute('aria-pressed', String(pressed));
      }
      apply();
    });
  }
  document.documentElement.classList.add('js');
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
})();
