import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";

interface NoticeProps {
  readonly tone: "info" | "warning" | "error";
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

/** A sentence across the page: what happened, what was kept, what to do. */
export function Notice({ tone, children, actions, onDismiss }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes("notice", `notice-${tone}`)} role={tone === "info" ? "note" : "alert"}>
      <Icon size={16} aria-hidden />
      <div className="notice-text">{children}</div>
      {actions}
      {onDismiss && <IconButton label="Dismiss" icon={<X size={16} aria-hidden />} onClick={onDismiss} />}
    </div>
  );
}
