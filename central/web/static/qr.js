// A code as a picture: black on white, one unit a module, with the quiet zone that ISO/IEC 18004 asks for.

import qrcode from "./vendor/qrcode.mjs";

const QUIET_ZONE = 4; // modules
const SVG = "http://www.w3.org/2000/svg";

/** The dark runs of one row as rectangles. */
function rowPath(code, row) {
  const size = code.getModuleCount();
  let path = "";
  for (let start = 0; start < size; start += 1) {
    if (!code.isDark(row, start)) continue;
    let end = start;
    while (end < size && code.isDark(row, end)) end += 1;
    path += `M${start + QUIET_ZONE} ${row + QUIET_ZONE}h${end - start}v1h${start - end}z`;
    start = end;
  }
  return path;
}

function shape(fill, d) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("fill", fill);
  path.setAttribute("d", d);
  return path;
}

/** An SVG element with `text` (QR alphanumeric characters only) as the smallest QR code of error correction level M. */
export function picture(text) {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  const size = code.getModuleCount() + 2 * QUIET_ZONE;
  const rows = Array.from({ length: code.getModuleCount() }, (_, row) => rowPath(code, row));
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", `0 0 ${size} ${size}`);
  element.setAttribute("shape-rendering", "crispEdges");
  element.append(shape("#fff", `M0 0h${size}v${size}H0z`), shape("#000", rows.join("")));
  return element;
}
