import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';

/** A page that cannot be drawn takes neither the menu nor the way out with it. */
export class Stumble extends Component<{ readonly children: ReactNode }, { readonly hasStumbled: boolean }> {
  override state = { hasStumbled: false };

  static getDerivedStateFromError() {
    return { hasStumbled: true };
  }

  override render() {
    if (!this.state.hasStumbled) return this.props.children;
    return (
      <div className="card state" role="alert">
        <strong>This page cannot be shown</strong>
        <span>Something unforeseen happened.</span>
        <Button variant="default" size="sm" onClick={() => window.location.reload()}>
          Load it again
        </Button>
      </div>
    );
  }
}
