import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { formatKeys } from "./commands.ts";

export const TooltipProvider = Primitive.Provider;

/** Keys drawn as keys. */
export function Keys({ keys }: { keys: string }) {
  return <kbd className="keys">{formatKeys(keys)}</kbd>;
}

interface TooltipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** Exactly one element that takes a ref. */
  readonly children: ReactNode;
}

/** What a control does and its key. Never the only way to learn either: the control has a name, the sheet lists the key. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Content className="tooltip" sideOffset={6} collisionPadding={8}>
        {text}
        {keys && <Keys keys={keys} />}
      </Primitive.Content>
    </Primitive.Root>
  );
}
