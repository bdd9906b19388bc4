import { describeWith, seriousFaults, type OpenedView } from '@caregate/testing';
import { imagingTools } from '../imaging-tools.js';
import { GivenViewer, imageSetIds } from './given-viewer.fixture.js';

describeWith('chromium', 'the image viewer in an assistant (feature X10)', (chromium) => {
  let given: GivenViewer;
  let view: OpenedView['view'];
  beforeAll(async () => {
    given = await GivenViewer.start(chromium);
    ({ view } = await given.open());
  }, 60_000);
  afterAll(() => given?.close());

  const picture = () => view.locator('img').getAttribute('src');
  const settled = () => view.locator('main[aria-busy=false]').waitFor();

  it('opens beside the answer with its picture, and says what it may be used for', async () => {
    expect(await view.getByRole('img').getAttribute('alt')).toBe('CT, frame 3 of 5');
    expect(await view.locator('img').evaluate('document.querySelector("img").naturalWidth')).toBeGreaterThan(63);
    expect(await view.locator('footer').textContent()).toContain('CT · window 0 / 400');
    expect(await view.getByText('Not for primary diagnosis.').isVisible()).toBe(true);
  });

  it('turns to another frame by slider and by wheel, each a look on the trail', async () => {
    const before = given.door.trail.entries.length;
    const middle = await picture();
    await view.getByRole('slider').press('Home');
    await view.getByAltText('CT, frame 1 of 5').waitFor();
    expect(await picture()).not.toBe(middle);
    await settled();
    await view.locator('.stage').dispatchEvent('wheel', { deltaY: 100 });
    await view.getByAltText('CT, frame 2 of 5').waitFor();
    expect(given.door.trail.entries.slice(before).map(({ event, outcome }) => [event, outcome])).toEqual([
      ['imaging.frame.read', 'success'],
      ['imaging.frame.read', 'success'],
    ]);
  });

  it('shows the same frame in another window', async () => {
    await settled();
    const before = await view.locator('img').getAttribute('alt');
    await view.getByRole('button', { name: 'Bone' }).click();
    await view.getByText('window 480 / 2500 (bone)').waitFor();
    expect(await view.locator('img').getAttribute('alt')).toBe(before);
    expect(await view.getByRole('button', { pressed: true }).textContent()).toBe('Bone');
  });

  it('offers the windows that the tool knows', async () => {
    const listing = imagingTools.find(({ name }) => name === 'render_image_frame')?.listing;
    const known = Object(listing?.inputSchema.properties['window']).enum;
    expect(await view.getByRole('group', { name: 'Window' }).getByRole('button').count()).toBe(known.length);
    for (const name of ['Stroke', 'Soft tissue']) {
      await view.getByRole('button', { name }).click();
      await view.getByText(`(${name.toLowerCase().replace(' ', '-')})`).waitFor();
    }
  });

  it('has no serious fault of accessibility', async () => {
    await settled();
    expect(await seriousFaults(view)).toEqual([]);
  });

  it('says what the server says when it refuses, and shows no picture', async () => {
    ({ view } = await given.open({ image_set_id: imageSetIds.mary }));
    expect(await view.getByRole('alert').textContent()).toMatch(/no relationship to this patient/);
    expect(await view.locator('img').count()).toBe(0);
  });

  it('has met no policy with what it must not do, and sent nothing but to the server', () => {
    expect(given.browser.unforeseenComplaints()).toEqual([]);
    expect(given.browser.strayRequests(given.door.url)).toEqual([]);
  });
});
