import { momentOf } from '../tasks/task-news.js';
import { ToldTasks } from './told-tasks.js';

type Status = Parameters<typeof momentOf>[0]['status'];

const news = (status: Status, attempt = 1, task_id = 'task-1') => ({ moment: momentOf({ task_id, attempt, status }) });

describe('what is told of tasks', () => {
  it('leaves out the beginning that another instance brings word of after the end (feature M12)', () => {
    const told = new ToldTasks();
    expect(told.isLate(news('queued'))).toBe(false);
    expect(told.isLate(news('completed'))).toBe(false);
    expect([told.isLate(news('assigned')), told.isLate(news('running'))]).toEqual([true, true]);
  });

  it('goes on with the next attempt, whatever became of the one before', () => {
    const told = new ToldTasks();
    for (const status of ['queued', 'assigned', 'running', 'running', 'failed'] as const)
      expect(told.isLate(news(status))).toBe(false);
    expect(told.isLate(news('queued', 2))).toBe(false);
    expect(told.isLate(news('running'))).toBe(true);
  });

  it('tells everything that belongs to no moment in the life of a task', () => {
    const told = new ToldTasks();
    told.isLate(news('completed'));
    expect(told.isLate({})).toBe(false);
    expect(told.isLate(news('queued', 1, 'task-2'))).toBe(false);
  });

  it('forgets the task that it has not heard of for longest', () => {
    const told = new ToldTasks(1);
    told.isLate(news('completed'));
    told.isLate(news('completed', 1, 'task-2'));
    expect(told.isLate(news('queued', 1, 'task-2'))).toBe(true);
    expect(told.isLate(news('queued'))).toBe(false);
  });
});
