# Files as publishers give them load: what has to be decided is named by inspect_file(), and after it was, one call
# loads each. Needs the published files beside this tree; says skipped where they are missing.
use strict;
use warnings;
