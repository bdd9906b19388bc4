import { Button, Modal } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refusal } from './refusal.js';

interface ConfirmProps<T> {
  /** What it would be done to; nothing is asked while there is none. */
  readonly of: T | undefined;
  readonly title: string;
  /** The word on the button. */
  readonly act: string;
  readonly isGrave?: boolean;
  readonly deed: UseMutationResult<unknown, Error, T>;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done that others notice, and says there why it was refused. */
export function Confirm<T>({ of, title, act, isGrave = true, deed, close, children }: ConfirmProps<T>) {
  const leave = () => {
    // What was refused for one is not to be read under the next.
    deed.reset();
    close();
  };
  return (
    <Modal
      opened={of !== undefined}
      onClose={leave}
      title={title}
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>{children}</p>
      <Refusal error={deed.error} />
      <div className="row">
        <Button
          {...(isGrave ? { color: 'red' } : {})}
          loading={deed.isPending}
          onClick={() => of !== undefined && deed.mutate(of)}
        >
          {act}
        </Button>
        <Button variant="default" onClick={leave} data-autofocus>
          Cancel
        </Button>
      </div>
    </Modal>
  );
}
