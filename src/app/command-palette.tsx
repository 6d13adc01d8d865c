import { Command as Palette } from "cmdk";
import { byGroup, type Command } from "../ui/commands.ts";
import { Keys } from "../ui/tooltip.tsx";

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly commands: readonly Command[];
}

/** Every action of the page by name. */
export function CommandPalette({ open, onOpenChange, commands }: CommandPaletteProps) {
  const groups = byGroup(commands.filter((command) => !command.disabled));
  return (
    <Palette.Dialog
      open={open}
      onOpenChange={onOpenChange}
      label="Command palette"
      overlayClassName="overlay"
      contentClassName="dialog palette"
    >
      <Palette.Input className="palette-input" placeholder="What do you want to do?" />
      <Palette.List className="palette-list">
        <Palette.Empty className="palette-empty">No action has that name.</Palette.Empty>
        {groups.map(([group, members]) => (
          <Palette.Group key={group} heading={group} className="palette-group">
            {members.map((command) => (
              <Palette.Item
                key={command.id}
                value={`${command.title} ${command.id}`}
                className="palette-item"
                onSelect={() => {
                  onOpenChange(false);
                  command.perform();
                }}
              >
                <span>{command.title}</span>
                {command.keys?.map((keys) => (
                  <Keys key={keys} keys={keys} />
                ))}
              </Palette.Item>
            ))}
          </Palette.Group>
        ))}
      </Palette.List>
    </Palette.Dialog>
  );
}
