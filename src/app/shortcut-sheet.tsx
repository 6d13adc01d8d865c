import { byGroup, type Command } from "../ui/commands.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Keys } from "../ui/tooltip.tsx";

interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly commands: readonly Command[];
}

/** Every action that has a key. */
export function ShortcutSheet({ open, onOpenChange, commands }: ShortcutSheetProps) {
  const groups = byGroup(commands.filter((command) => command.keys));
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="sheet">
        {groups.map(([group, members]) => (
          <section key={group}>
            <h3 className="sheet-group">{group}</h3>
            <dl>
              {members.map((command) => (
                <div key={command.id} className="sheet-row">
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="muted">In text fields the letters type; Escape, then Tab, leaves the code editor.</p>
      </div>
    </Dialog>
  );
}
