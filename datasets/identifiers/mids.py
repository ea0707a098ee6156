"""The maritime identification digits that MMSI numbers begin with: which of 201 to 775 belong to a country.

Appendix 42 of the ITU Radio Regulations, as of 2024.
"""

import numpy as np

RANGES = (
    "201-216 218-220 224-259 261-279 301 303-312 314 316 319 321 323 325 327 329-332 334 336 338-339 341 343 345 "
    "347-348 350-359 361-362 364 366-379 401 403 405 408 410 412-414 416-417 419 422-423 425 428 431-432 434 436-438 "
    "440-441 443 445 447 450-451 453 455 457 459 461 463 466 468 470-473 475 477-478 501 503 506 508 510-512 514-516 "
    "518 520 523 525 529 531 533 536 538 540 542 544 546 548 550 553 555 557 559 561 563-567 570 572 574 576-578 601 "
    "603 605 607-613 615-622 624-627 629-638 642 644-645 647 649-650 654-657 659-672 674-679 701 710 720 725 730 735 "
    "740 745 750 755 760 765 770 775"
)


def _numbers(ranges: str) -> list[int]:
    spans = [[int(end) for end in span.split("-")] for span in ranges.split()]
    return [number for span in spans for number in range(span[0], span[-1] + 1)]


IS_MID = np.isin(np.arange(1000), _numbers(RANGES))
"""For each number of three digits, whether a country has it."""
