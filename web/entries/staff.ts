// The staff document: one page, so that keys live in its memory and nowhere else.

import { start } from "../staff/shell";

void start();
