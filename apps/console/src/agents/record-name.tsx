import { Link } from 'react-router';

interface RecordNameProps {
  readonly name: string;
  readonly id: string;
  readonly to: string;
}

/** The way to one record of a list. */
export function RecordName({ name, id, to }: RecordNameProps) {
  return (
    <>
      <Link className="name" to={to}>
        <span className="clamp">{name}</span>
      </Link>
      <div className="mono quiet">{id}</div>
    </>
  );
}
