import { FrameInbox } from './frame.inbox.js';

function given(max: number) {
  const log: string[] = [];
  const finish: (() => void)[] = [];
  const socket = { pause: () => log.push('pause'), resume: () => log.push('resume') };
  const work = (frame: string) => {
    log.push(frame);
    return new Promise<void>((resolve) => finish.push(resolve));
  };
  const inbox = new FrameInbox(socket, max, work);
  const finishOne = async () => {
    finish.shift()?.();
    await new Promise(setImmediate);
  };
  return { inbox, log, finishOne };
}

describe('the inbox of a socket', () => {
  it('reads on while there is room', () => {
    const { inbox, log } = given(2);
    inbox.push('a');
    inbox.push('b');
    expect(log).toEqual(['a', 'b']);
  });

  it('stops reading when there is none, and keeps what still comes', async () => {
    const { inbox, log, finishOne } = given(1);
    for (const frame of ['a', 'b', 'c']) inbox.push(frame);
    expect(log).toEqual(['a', 'pause', 'pause']);
    await finishOne();
    expect(log.slice(3)).toEqual(['b']);
    await finishOne();
    expect(log.slice(4)).toEqual(['c', 'resume']);
  });

  it('leaves others their turn, also where frames need no waiting', async () => {
    const taken: string[] = [];
    const inbox = new FrameInbox({ pause: () => undefined, resume: () => taken.push('resume') }, 2, async (frame) => {
      taken.push(frame);
    });
    for (const frame of ['a', 'b', 'c', 'd', 'e']) inbox.push(frame);
    const turns = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise(setImmediate);
      turns.push(taken.splice(0).join(''));
    }
    expect(turns).toEqual(['abcd', 'eresume', '']);
  });

  it('takes up nothing once it is held', async () => {
    const { inbox, log, finishOne } = given(1);
    inbox.push('a');
    inbox.hold();
    inbox.push('b');
    await finishOne();
    expect(log).toEqual(['a', 'pause', 'pause']);
  });
});
