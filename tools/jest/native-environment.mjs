import { ModernFakeTimers } from '@jest/fake-timers';
import { createContext } from 'node:vm';

/** The globals of the worker itself, where Jest would make new ones for each spec file (ADR 0021). */
export default class NativeEnvironment {
  global = globalThis;
  /** Asked for at the end of each file; there is nothing to restore, since specs mock nothing. */
  moduleMocker = { restoreAllMocks() {} };

  constructor({ projectConfig }) {
    // `jest` is its clock alone: modules are not replaced here, fakes go through constructors.
    this.global.jest = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.global.jest.dispose();
  }

  exportConditions() {
    return [];
  }

  /** Jest asks that there be one; nothing is run in it. */
  getVmContext() {
    return createContext();
  }
}
