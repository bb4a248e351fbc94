// Every page works without this script; each import makes one thing smoother.
import "./menu.js";
import "./error-summary.js";
import "./note.js";
import "./print.js";
import "./full-screen.js";
