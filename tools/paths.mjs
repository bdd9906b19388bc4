/** Paths on a command line mean what who typed them sees, though npm changes to the root before it runs anything. */
import path from 'node:path';
import process from 'node:process';

/** `words` with the paths of a task's options whole, and with the installation that CAREGATE_FOLDER names if they name none. */
export function withWholePaths(words, { paths = [], installation = false }) {
  const options = paths.map((name) => `--${name}`);
  const whole = words.map((word, index) => {
    if (options.includes(words[index - 1]) && !word.startsWith('-')) return fromCaller(word);
    const option = options.find((each) => word.startsWith(`${each}=`));
    return option === undefined ? word : `${option}=${fromCaller(word.slice(option.length + 1))}`;
  });
  const { CAREGATE_FOLDER: folder = '' } = process.env;
  const isNamed = words.some((word) => word === '--folder' || word.startsWith('--folder='));
  return !installation || isNamed || folder === '' ? whole : ['--folder', fromCaller(folder), ...whole];
}

/** An empty name stays one, for the command to refuse: it is of a variable that the shell does not know. */
function fromCaller(name) {
  // npm, yarn and pnpm tell there where they were called.
  return name.trim() === '' ? name : path.resolve(process.env.INIT_CWD ?? process.cwd(), name);
}
