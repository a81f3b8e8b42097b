/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#define OCI_VERSION "1.2.0" /* of the runtime specification we follow */
