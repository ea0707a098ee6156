"""The addresses of the data's own pages, below `data/`."""

from django.urls import path

from datasets.pages import builds, recipe_derive, recipe_editor, recipe_texts, recipes, tus, upload, vault

urlpatterns = [
    path("vault/", vault.vault, name="vault"),
    path("vault/upload/", upload.upload, name="extract-upload"),
    path("vault/uploads/", tus.Uploads.as_view(), name="extract-uploads"),
    path("vault/<uuid:extract_id>/", vault.extract, name="extract"),
    path("vault/<uuid:extract_id>/chunks/", tus.Chunks.as_view(), name="extract-chunks"),
    path("vault/<uuid:extract_id>/keep/", vault.keep_extract, name="extract-keep"),
    path("vault/<uuid:extract_id>/delete/", vault.delete_extract, name="extract-delete"),
    path("vault/<uuid:extract_id>/recipe/", recipes.recipe_new, name="recipe-new"),
    path("recipes/", recipes.recipes, name="recipes"),
    path("recipes/<slug:name>/", recipe_editor.recipe, name="recipe"),
    path("recipes/<slug:name>/try/", recipe_editor.recipe_try, name="recipe-try"),
    path("recipes/<slug:name>/texts/", recipe_texts.recipe_texts, name="recipe-texts"),
    path("recipes/<slug:name>/text/", recipe_texts.recipe_text, name="recipe-text"),
    path("recipes/<slug:name>/history/", recipe_texts.recipe_history, name="recipe-history"),
    path("recipes/<slug:name>/back/<int:number>/", recipe_texts.recipe_back, name="recipe-back"),
    path("recipes/<slug:name>/derive/<slug:feature>/", recipe_derive.recipe_derive, name="recipe-derive"),
    path("recipes/<slug:name>/build/", builds.recipe_build, name="recipe-build"),
    path("recipes/<slug:name>/version/", builds.recipe_build, name="recipe-version"),
    path("builds/<uuid:build_id>/", builds.build, name="build"),
    path("builds/<uuid:build_id>/sign/<slug:question>/", builds.build_sign, name="build-sign"),
    path("builds/<uuid:build_id>/publish/", builds.build_publish, name="build-publish"),
    path("builds/<uuid:build_id>/discard/", builds.build_discard, name="build-discard"),
    path("builds/<uuid:build_id>/report/<slug:language>/", builds.build_report, name="build-report"),
]
