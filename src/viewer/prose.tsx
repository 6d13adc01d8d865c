import { createElement, Fragment } from "react";

/** Prose with code in backticks, the only Markdown that sentences have. Longer fences hold code that has backticks itself. */
export function Prose({ text }: { text: string }) {
  const pieces = text.split(/(`+(?!`).+?(?<!`)`+(?!`))/gs).map((piece) => {
    const fenced = /^(`+)(.+)\1$/s.exec(piece);
    return fenced ? createElement("code", null, fenced[2]!.replace(/^ (?=`)|(?<=`) $/g, "")) : piece;
  });
  return createElement(Fragment, null, ...pieces);
}
