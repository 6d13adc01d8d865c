import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly perform: () => void;
}

interface MenuProps {
  /** Exactly one button that takes a ref. */
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
  /** A sentence above the items. */
  readonly note?: string;
  readonly align?: "start" | "end";
}

/** A button that opens a list of things to do. It stays in its landmark, so that screen readers find it where the button is. */
export function Menu({ trigger, items, note, align = "end" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align={align} sideOffset={6} collisionPadding={8}>
        {note && <DropdownMenu.Label className="menu-note">{note}</DropdownMenu.Label>}
        {items.map((item) => (
          <DropdownMenu.Item
            key={item.id}
            className="menu-item"
            disabled={item.disabled ?? false}
            onSelect={item.perform}
          >
            {item.icon}
            <span className="menu-title">{item.title}</span>
            {item.hint && <span className="menu-hint">{item.hint}</span>}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
