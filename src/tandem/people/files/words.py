# Beside one entry, or in one letter.
MOST_FILES = 10
# More than this many mail servers do not take.
LARGEST_TOGETHER = 20 * 1024 * 1024
