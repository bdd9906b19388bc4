import { postMcp } from '@caregate/testing';
import { ImagingHouse } from '../testing/imaging-house.js';

describe('who asks for pictures too often', () => {
  let house: ImagingHouse;
  beforeAll(async () => {
    // Nobody asks for a picture here.
    const archive = { DICOMWEB_URL: 'http://127.0.0.1:1/dicom-web' };
    house = await ImagingHouse.open({ ...archive, RATE_LIMIT_PER_MINUTE: '2', RATE_LIMIT_STRANGERS_PER_MINUTE: '1' });
  }, 60_000);
  afterAll(() => house.close());

  const statuses = async (token?: string) => {
    const answers = [];
    for (let asked = 0; asked < 3; asked += 1) answers.push((await postMcp(house.url, token, 'tools/list')).status);
    return answers;
  };

  it('is refused beyond the limit, whether they have shown who they are or not', async () => {
    expect(await statuses(await house.token('doctor'))).toEqual([200, 200, 429]);
    expect((await statuses()).slice(1)).toEqual([429, 429]);
  });
});
