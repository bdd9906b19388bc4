import { useEffect, type ReactNode } from 'react';

interface PageHeadingProps {
  readonly title: string;
  readonly children: string;
  readonly action?: ReactNode;
}

export function PageHeading({ title, children, action }: PageHeadingProps) {
  useEffect(() => {
    document.title = `${title} · CareGate`;
  }, [title]);
  return (
    <header className="heading">
      <div>
        <h1>{title}</h1>
        <p>{children}</p>
      </div>
      {action}
    </header>
  );
}
