import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | null;
}

/** When a part of the page breaks: what happened, what was kept, what to do. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="not-built" role="alert">
        <h1>A part of the page broke.</h1>
        <p>
          Your program is kept. <a href={location.href}>Reload</a> to go on. What broke:{" "}
          <code>{this.state.message}</code>
        </p>
      </main>
    );
  }
}
