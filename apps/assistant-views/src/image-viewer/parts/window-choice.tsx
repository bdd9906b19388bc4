import { useRef } from 'react';
import { Choice } from '../../parts/choice.js';
import type { Seen } from '../picture.js';
import type { Look } from '../use-viewer.js';
import { windowsFor } from '../windows.js';

interface WindowChoiceProps {
  readonly seen: Seen;
  readonly look: Look;
  readonly onTurn: (look: Look) => void;
}

/** Which values are between black and white. */
export function WindowChoice({ seen, look, onTurn }: WindowChoiceProps) {
  // A picture that could not be had says nothing of its modality: the choices stay.
  const modality = useRef<string>(undefined);
  if (seen.kind === 'picture') modality.current = seen.picture.facts.modality;
  return (
    <Choice
      label="Window"
      options={windowsFor(modality.current)}
      chosen={look.window}
      onChoose={(window) => onTurn({ ...look, window })}
    />
  );
}
