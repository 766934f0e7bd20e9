# next_year.sh: the calendar of 2026-2027 beside that of 2025-2026, a year later day by day, in ./content/county.
sed 's/2026/2027/g; s/2025/2026/g' content/county/calendar/2025-2026.csv > content/county/calendar/2026-2027.csv
