import os

# Some of the rooms that are measured have sentences for people, which want the site's settings when they are read.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")
