import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classes } from "./classes.ts";
import { Tooltip } from "./tooltip.tsx";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "plain" | "primary" | "danger" | "quiet";
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", className, ...rest }: ButtonProps) {
  return <button type="button" className={classes("button", `button-${look}`, className)} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  /** Its accessible name and tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
}

export function IconButton({ label, keys, icon, className, look = "quiet", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button look={look} aria-label={label} className={classes("button-icon", className)} {...rest}>
        {icon}
      </Button>
    </Tooltip>
  );
}
