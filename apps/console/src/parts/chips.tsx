import { Badge } from '@mantine/core';

export function Chips({ names }: { readonly names: readonly string[] }) {
  return (
    <div className="chips">
      {names.map((name) => (
        <Badge key={name} variant="default" radius="sm" tt="none" fw={500}>
          {name}
        </Badge>
      ))}
    </div>
  );
}
