import { AssistantBrowser, builtPage, givenCaller, givenRelation, type OpenedView } from '@caregate/testing';
import type { HealthImagingArchive } from '../archives/healthimaging/healthimaging.archive.js';
import { archiveAt } from '../testing/archive-at.js';
import { FaultyHealthImaging } from '../testing/faulty-health-imaging.js';
import { imagingDoor, type ImagingDoor } from '../testing/imaging-door.js';
import { phantomImageSet } from '../testing/phantom.js';
import { viewerViews } from './viewer-views.js';

const datastoreId = 'd'.repeat(32);
const john = '0199a000-0000-7000-8000-0000000000a1';
const mary = '0199a000-0000-7000-8000-0000000000a2';

/** Of a doctor's patient, and of somebody else's. */
export const imageSetIds = { john: 'a'.repeat(32), mary: 'b'.repeat(32) };

/** All tools over a stack of five slices, and a browser at an assistant's page. */
export class GivenViewer {
  private constructor(
    readonly door: ImagingDoor,
    readonly browser: AssistantBrowser,
    private readonly faulty: FaultyHealthImaging,
    private readonly archive: HealthImagingArchive,
  ) {}

  static async start(chromium: string): Promise<GivenViewer> {
    const faulty = new FaultyHealthImaging(datastoreId);
    const [endpoint, file, browser] = await Promise.all([
      faulty.start(),
      builtPage('image-viewer'),
      AssistantBrowser.start(chromium),
    ]);
    const archive = archiveAt(endpoint, { attemptsMax: 2 });
    const set = (imageSetId: string, mrn: string) => phantomImageSet({ datastoreId, imageSetId, mrn, slices: 5 });
    faulty.imageSets.set(imageSetIds.john, [await set(imageSetIds.john, 'MRN001')]);
    faulty.imageSets.set(imageSetIds.mary, [await set(imageSetIds.mary, 'MRN002')]);
    const views = viewerViews(() => undefined, file);
    const allowedOrigins = [new URL(browser.hostUrl).origin];
    const door = await imagingDoor([archive], { MRN001: john, MRN002: mary }, { views, allowedOrigins });
    const doctor = givenCaller({ subject: 'doctor-1', scopes: ['read:imaging'] });
    door.admit('doctor', doctor, [givenRelation('doctor-1', john)]);
    return new GivenViewer(door, browser, faulty, archive);
  }

  async open(more: object = {}): Promise<OpenedView> {
    const asked = { datastore_id: datastoreId, image_set_id: imageSetIds.john, ...more };
    const call = { tool: 'render_image_frame', arguments: asked, context: { theme: 'dark' } };
    const opened = await this.browser.open(this.door.url, call);
    await opened.view.locator('img, [role=alert]').first().waitFor();
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.door.end();
    this.archive.close();
    this.faulty.stop();
  }
}
