// Which addresses a text may point to, and where the editor gets a picture from.
const LINK = /^(https:\/\/|mailto:|\/(?![/\\])|#)/i;
const PICTURE = /^(pictures\/[a-z0-9-]+\.svg|illustrations\/[a-z0-9-]+\.webp)$/;
const DOMAIN = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[a-z]{2,}([/?#]|$)/iu;
const MAIL = /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i;

export const isLink = (address) => LINK.test(address);

export const isOurs = (address) => PICTURE.test(address);

/** What somebody wrote as an address, as a link can have it: `billund.dk` gets its https://; "" for what cannot be one. */
export function asLink(written) {
  const address = written.trim().replaceAll(" ", "%20");
  if (MAIL.test(address)) {
    return `mailto:${address}`;
  }
  const whole = DOMAIN.test(address) ? `https://${address}` : address.replace(/^http:\/\//i, "https://");
  return isLink(whole) ? whole : "";
}

/** Where the picture that a text calls `address` can be seen: the server knows, and leads there. */
export function shownAt(address) {
  const { shown = "" } = document.querySelector("[data-image-dialog]")?.dataset ?? {};
  return shown + encodeURIComponent(address);
}
