// The document behind a one-time link: setting up a fresh instance, or accepting an invitation.

import { run } from "../staff/start/run";

void run();
