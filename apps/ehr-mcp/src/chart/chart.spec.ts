import { seriousFaults } from '@caregate/testing';
import { hostile } from './given-charts.fixture.js';
import { inAssistant, type Opened } from './in-assistant.fixture.js';

inAssistant('the chart in an assistant (feature X10)', (given) => {
  describe('beside vital signs', () => {
    let chart: Opened['chart'];
    beforeAll(async () => {
      ({ chart } = await given.open('get_vital_signs'));
    });

    it('opens with the numbers of the answer, and nothing else', async () => {
      expect(await chart.getByRole('heading', { level: 1 }).textContent()).toBe('Vital signsMRN001');
      expect(await chart.locator('.list .name').allTextContents()).toEqual([
        'Blood pressure',
        'Heart rate',
        'Temperature',
        'Oxygen saturation',
        'Weight',
      ]);
      expect(await chart.locator('.value').textContent()).toBe('131/84 mmHghigh');
      expect(await chart.locator('.plot .mark').count()).toBe(20);
      const { vital_signs: answered } = await answerOf('get_vital_signs', { mrn: 'MRN001' });
      const pressures = answered.map(({ blood_pressure: pressure }: Recording) => pressure);
      expect(await chart.locator('tbody td:first-of-type').allTextContents()).toEqual(pressures);
    });

    it('draws what is normal for each half of a blood pressure, and marks the half that is not (feature X07)', async () => {
      expect(await chart.locator('.plot .band').count()).toBe(2);
      const slider = chart.getByRole('slider', { name: 'Blood pressure over time' });
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/^131\/84 mmHg, high, reference 90-119\/60-79, /);
      await chart.getByRole('button', { name: /Heart rate/ }).click();
      expect(await chart.locator('.plot .band').count()).toBe(1);
      expect(await chart.locator('.readout').textContent()).toContain('Reference 60-100');
      await chart.getByRole('button', { name: /Blood pressure/ }).click();
    });

    it('reads the value that is pointed at, and the newest again afterwards', async () => {
      const { vital_signs: answered } = await answerOf('get_vital_signs', { mrn: 'MRN001' });
      await chart.locator('.plot').hover({ position: { x: 60, y: 100 } });
      expect(await chart.locator('.value strong').textContent()).toBe(answered.at(-1).blood_pressure);
      await chart.getByRole('heading', { level: 1 }).hover();
      await chart.getByText('Latest').waitFor();
      expect(await chart.locator('.value').textContent()).toBe('131/84 mmHghigh');
    });

    it('asks the server for another period and another part, as calls of their own on the trail', async () => {
      const before = given.charts.trail.entries.length;
      await chart.getByRole('button', { name: 'Laboratory' }).click();
      await chart.getByText('12 values as a table').waitFor();
      await chart.getByRole('button', { name: 'Vital signs' }).click();
      await chart.getByText(/^7[34] values as a table/).waitFor();
      await chart.getByRole('button', { name: '5 years' }).click();
      await chart.getByText('200 values as a table').waitFor();
      const events = given.charts.trail.entries.slice(before).map(({ event, outcome }) => [event, outcome]);
      // Of 200 recordings there are two pages.
      const reads = ['lab.read', 'vitals.read', 'vitals.read', 'vitals.read'];
      expect(events).toEqual(reads.map((event) => [event, 'success']));
    });

    it('points along 200 values without drawing any of them again', async () => {
      await chart.getByRole('button', { name: 'All' }).click();
      await chart.locator('main[aria-busy=false]').getByText('200 values as a table').waitFor();
      expect(await chart.locator('.plot').evaluate(walkAlong)).toBe(0);
      expect(await chart.getByRole('slider').getAttribute('aria-valuenow')).toBe('1');
    });
  });

  describe('beside laboratory results', () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await given.open('get_lab_results', {}, { theme: 'dark' });
    });

    it('draws the range that is normal, marks what is not, and says so to readers of the screen', async () => {
      const { chart } = opened;
      await chart.getByRole('button', { name: /Potassium/ }).click();
      const slider = chart.getByRole('slider', { name: 'Potassium over time' });
      expect(await chart.locator('.plot .band').count()).toBe(1);
      expect(await chart.locator('.plot .mark.critical').count()).toBe(2);
      await slider.press('Home');
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/^3\.4 mmol\/L, low, reference 3\.5-5\.1, .*202\d/);
      await slider.press('End');
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/^6\.5 mmol\/L, critically high/);
      expect(await chart.getByRole('list', { name: 'Signs' }).getByRole('listitem').allTextContents()).toEqual([
        'reference range',
        'low',
        'high',
        'critically high',
      ]);
    });

    it('takes no text of a record for markup', async () => {
      const { chart } = opened;
      await chart.getByRole('button', { name: /Comment/ }).click();
      expect(await chart.locator('.value strong').textContent()).toBe(hostile);
      expect(await chart.locator('tbody td').allTextContents()).toEqual([hostile, hostile, 'abnormal']);
      expect(await chart.locator('img, b').count()).toBe(0);
      expect(await chart.locator('html').evaluate('document.title')).toBe('Vital signs and laboratory results');
    });

    it('has no serious fault of accessibility in the dark or in the light, and follows its host from one to the other', async () => {
      const { chart, page } = opened;
      const ground = () => chart.locator('body').evaluate('getComputedStyle(document.body).backgroundColor');
      await chart.getByRole('button', { name: /Glucose/ }).click();
      await chart.getByText('as a table').click();
      expect([await ground(), await seriousFaults(chart)]).toEqual(['rgb(21, 32, 35)', []]);
      await page.evaluate(`assistant.look({ theme: 'light' })`);
      await chart.locator('html[data-theme=light]').waitFor();
      expect([await ground(), await seriousFaults(chart)]).toEqual(['rgb(255, 255, 255)', []]);
    });

    it('wears the colours that its host gives it', async () => {
      const { chart, page } = opened;
      const styles = { variables: { '--color-background-primary': 'rgb(1, 2, 3)' } };
      await page.evaluate(`assistant.look(${JSON.stringify({ theme: 'light', styles })})`);
      await chart.locator('html[style*="--color-background-primary"]').waitFor();
      const ground = await chart.locator('body').evaluate('getComputedStyle(document.body).backgroundColor');
      expect(ground).toBe('rgb(1, 2, 3)');
    });

    it('fits a narrow conversation', async () => {
      const { chart, page } = opened;
      await page.setViewportSize({ width: 360, height: 640 });
      const fits = 'document.documentElement.scrollWidth <= innerWidth && innerWidth < 360';
      expect(await chart.locator('html').evaluate(fits)).toBe(true);
    });
  });

  it('says that there is nothing, and what the server says when it refuses', async () => {
    const empty = await given.open('get_vital_signs', { mrn: 'MRN002' });
    expect(await empty.chart.getByRole('status').textContent()).toBe('There are no vital signs in this period.');
    const refused = await given.open('get_vital_signs', { mrn: 'MRN999' });
    expect(await refused.chart.getByRole('alert').textContent()).toMatch(/no relationship to this patient/);
  });

  async function answerOf(name: string, asked: object) {
    const response = await fetch(given.charts.mcpUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: 'Bearer doctor',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: asked } }),
    });
    return JSON.parse(await response.text()).result.structuredContent;
  }
});

interface Recording {
  readonly blood_pressure: string;
}

/** In the frame: from the newest to the oldest by keys; how often lines, axes and marks were drawn again meanwhile. */
const walkAlong = `(async () => {
  const plot = document.querySelector('.plot');
  let redrawn = 0;
  const watch = new MutationObserver((changes) => (redrawn += changes.length));
  for (const part of plot.querySelectorAll('.axes, path.line, .mark, .band'))
    watch.observe(part, { attributes: true, childList: true, subtree: true });
  for (let step = 0; step < 200; step += 1) {
    plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await Promise.resolve();
  }
  await new Promise(requestAnimationFrame);
  return redrawn;
})()`;
