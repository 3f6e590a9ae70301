"""Change and reset of a password: Django's views, our pages and names."""

from django.contrib.auth import views as auth
from django.urls import path

urlpatterns = [
    path(
        "change/",
        auth.PasswordChangeView.as_view(template_name="reader/password_change.html"),
        name="password_change",
    ),
    path(
        "changed/",
        auth.PasswordChangeDoneView.as_view(template_name="reader/password_change_done.html"),
        name="password_change_done",
    ),
    path(
        "reset/",
        auth.PasswordResetView.as_view(
            template_name="reader/password_reset.html", email_template_name="reader/password_reset_email.txt"
        ),
        name="password_reset",
    ),
    path(
        "reset/sent/",
        auth.PasswordResetDoneView.as_view(template_name="reader/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(template_name="reader/password_reset_confirm.html"),
        name="password_reset_confirm",
    ),
    path(
        "reset/complete/",
        auth.PasswordResetCompleteView.as_view(template_name="reader/password_reset_complete.html"),
        name="password_reset_complete",
    ),
]
