// The parts of an ODF document (LibreOffice): which are left out, what the others tell, and they without it.

import { type Finding, WHAT, type Wording, finding } from "./found";
import { NOBODY, isPersonal } from "./ooxml";
import { mapAttributes, tagsIn, textsOf, textsWithin, withTexts, withoutElements } from "./xml";

const LEFT_OUT: readonly (readonly [RegExp, Wording])[] = [
  [/(^|\/)meta\.xml$/, WHAT.other],
  [/^Thumbnails\//, WHAT.thumbnail],
  [/(^|\/)settings\.xml$/, WHAT.printer],
  [/^(Versions\/|VersionList\.xml$)/, WHAT.versions],
  [/^(manifest\.rdf|layout-cache)$/, WHAT.other],
];
// What a document is known to need; a part that nobody knows may say anything, and is left out.
const KEPT = /^(mimetype|META-INF\/manifest\.xml|((Object \d+|Formula-\d+)\/)?(content|styles)\.xml|(Pictures|Object \d+\/Pictures|media|Fonts)\/.+)$/;
const META: Readonly<Record<string, Wording>> = {
  "meta:initial-creator": WHAT.author, "dc:creator": WHAT.editor, "dc:title": WHAT.title, "dc:subject": WHAT.title, "dc:description": WHAT.title, "meta:keyword": WHAT.title, "meta:printed-by": WHAT.editor,
  "meta:creation-date": WHAT.date, "dc:date": WHAT.date, "meta:print-date": WHAT.date, "meta:generator": WHAT.program, "meta:editing-duration": WHAT.editing, "meta:editing-cycles": WHAT.editing, "meta:user-defined": WHAT.other,
};
const NAMES = ["dc:creator", "text:creator", "text:author-name", "text:initial-creator", "text:printed-by"];
const INITIALS = ["meta:creator-initials", "loext:sender-initials", "text:author-initials"];
const DATES = ["dc:date", "meta:date-string"];

/** What a part is where it is left out, or `null` where it stays. */
export function odfLeftOut(path: string): Wording | null {
  return LEFT_OUT.find(([pattern]) => pattern.test(path))?.[1] ?? (KEPT.test(path) ? null : WHAT.other);
}

/** What a part tells. */
export function inspectOdfPart(path: string, xml: string): Finding[] {
  if (/(^|\/)meta\.xml$/.test(path)) return Object.entries(META).flatMap(([name, what]) => textsOf(xml, [name]).map((text) => finding(what, text)));
  const leftOut = odfLeftOut(path);
  if (leftOut !== null) return [finding(leftOut, "")];
  const tags = tagsIn(xml);
  const count = (test: (name: string) => boolean): number => tags.filter(({ name }) => test(name)).length;
  const stays = (what: Wording, many: number): Finding[] => (many === 0 ? [] : [{ ...finding(what, String(many)), stays: true }]);
  return [
    ...textsOf(xml, NAMES).filter((name) => name !== NOBODY).map((name) => finding(WHAT.commenters, name)),
    ...textsOf(xml, INITIALS).filter((name) => name !== "P").map((name) => finding(WHAT.commenters, name)),
    ...tags.flatMap(({ attributes }) => Object.entries(attributes).filter(([name, value]) => saysName(name, value)).map(([, value]) => finding(WHAT.commenters, value))),
    ...textsOf(xml, DATES).map((date) => finding(WHAT.commented, date)),
    ...tags.filter(({ attributes }) => Object.keys(attributes).some(isRevisionId)).slice(0, 1).map(() => finding(WHAT.editing, "")),
    ...tags.flatMap(({ name, attributes }) => (leads(name, attributes["xlink:href"] ?? "") ? [finding(WHAT.path, attributes["xlink:href"]!)] : [])),
    ...stays(WHAT.deleted, count((name) => name === "text:changed-region")),
    ...stays(WHAT.comments, count((name) => name === "office:annotation")),
    ...stays(WHAT.hidden, count((name) => name === "text:hidden-text" || name === "text:hidden-paragraph") + (xml.match(/text:display="none"/g)?.length ?? 0)),
    ...stays(WHAT.notes, count((name) => name === "presentation:notes")),
  ];
}

/** A part without what it tells; `left` says which other parts are gone. */
export function cleanOdfPart(_path: string, xml: string, left: (path: string) => boolean): string {
  const kept = withoutElements(xml, ({ name, attributes }) => DATES.includes(name) || (name === "manifest:file-entry" && left(attributes["manifest:full-path"] ?? "")));
  const named = withTexts(withTexts(kept, NAMES, NOBODY), INITIALS, "P");
  return mapAttributes(named, (tag, attribute, value) => {
    if (isRevisionId(attribute)) return null;
    if (saysName(attribute, value)) return NOBODY;
    return attribute === "xlink:href" && leads(tag, value) ? "" : value;
  });
}

/** The words of a part that stand there to be read. */
export function readableOdf(xml: string): string {
  return textsWithin(xml, (name) => name.startsWith("text:"));
}

const saysName = (attribute: string, value: string): boolean => isPersonal(attribute) && value !== "" && value !== NOBODY && !/^(true|false)$/.test(value);
const isRevisionId = (attribute: string): boolean => /^officeooo:(paragraph-)?rsid$|^loext:(paragraph-)?rsid$/.test(attribute);
// A file of somebody's, or a picture that would be fetched when the document is opened.
const leads = (tag: string, address: string): boolean => (tag === "draw:image" && /^https?:/i.test(address)) || /^(file:|\/[A-Za-z]:|[a-z]:[\\/]|\\\\|\.\.\/)/i.test(address);
