#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/liquid.sh BUILD
#
# Random templates, whole ones and damaged ones, come out of our engine as they
# come out of ruby-liquid. CASES and SEED say how many and which.
set -u

driver=$1/tests/support/liquid_driver/liquid_driver
if ! ruby -e 'require "liquid"' 2>/dev/null; then
	echo "1..0 # SKIP no ruby-liquid to compare with"
	exit
fi
exec ruby -W0 "$(dirname "$0")/liquid/random.rb" "$driver"
