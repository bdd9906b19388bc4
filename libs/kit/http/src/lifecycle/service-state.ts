export type StopListener = () => void | Promise<void>;

/** Where an app stands between start and end, and how many requests it is answering. */
export class ServiceState {
  private phase: 'starting' | 'running' | 'leaving' | 'stopping' = 'starting';
  private requests = 0;
  private readonly stopListeners = new Set<StopListener>();
  private readonly idleListeners = new Set<() => void>();

  get running(): boolean {
    return this.phase === 'running';
  }

  get leaving(): boolean {
    return this.phase === 'leaving';
  }

  get stopping(): boolean {
    return this.phase === 'stopping';
  }

  get openRequests(): number {
    return this.requests;
  }

  started(): void {
    if (this.phase === 'starting') this.phase = 'running';
  }

  /** From here on the app is not ready and keeps no connection, but answers still. */
  leave(): void {
    if (this.phase !== 'stopping') this.phase = 'leaving';
  }

  requestStarted(): void {
    this.requests += 1;
  }

  requestEnded(): void {
    this.requests -= 1;
    if (this.requests === 0) for (const listener of this.idleListeners) listener();
  }

  /** For whoever holds streams or sockets open: told first, so that what would never end by itself can be ended. */
  onStopping(listener: StopListener): () => void {
    this.stopListeners.add(listener);
    return () => this.stopListeners.delete(listener);
  }

  /** From here on the app is not ready and refuses new requests; settles when every listener has. */
  async stop(): Promise<void> {
    this.phase = 'stopping';
    await Promise.allSettled([...this.stopListeners].map(async (listener) => listener()));
  }

  /** Whether the last running request ended in time. */
  idle(milliseconds: number): Promise<boolean> {
    if (this.requests === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (idle: boolean) => {
        clearTimeout(timer);
        this.idleListeners.delete(becameIdle);
        resolve(idle);
      };
      const becameIdle = () => settle(true);
      const timer = setTimeout(() => settle(false), milliseconds);
      this.idleListeners.add(becameIdle);
    });
  }
}
