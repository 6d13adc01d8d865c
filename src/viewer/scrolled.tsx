import { createElement, type ReactNode, type Ref, useEffect, useRef, useState } from "react";

interface ScrolledProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
}

/** A box that scrolls what does not fit, and can then be scrolled with the keyboard, too. */
export function Scrolled({ label, className, children, ref }: ScrolledProps) {
  const box = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () =>
      setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const attributes = overflows ? { role: "group", "aria-label": label, tabIndex: 0 } : {};
  const hold = (element: HTMLDivElement | null) => {
    box.current = element;
    if (typeof ref === "function") ref(element);
    else if (ref) ref.current = element;
  };
  return createElement("div", { ref: hold, className, ...attributes }, children);
}
